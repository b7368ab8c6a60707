/** In both languages: which one the person reads is kept in the profile that could not be opened. */
export function profileTaken(profile: string): string {
  return [
    `Hồ sơ ${profile} đang được mở trong một cửa sổ hoặc trình duyệt khác. Hãy đóng nơi đó rồi mở lại.`,
    `The profile ${profile} is already open in another window or browser. Close that one and start again.`
  ].join('\n\n')
}
