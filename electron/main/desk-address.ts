/** The address of our own page. Node's `URL` gives no origin for schemes of our own, so scheme and host are compared one by one. */
export const deskScheme = 'app'
const deskHost = 'desk'
export const deskAddress = `${deskScheme}://${deskHost}/`

export function isDeskAddress(address: string): boolean {
  const url = parse(address)
  return url !== null && url.protocol === `${deskScheme}:` && url.host === deskHost && url.username === '' && url.password === ''
}

/** The page itself, and not one of its parts: the only thing that a window may show. */
export function isDeskPage(address: string): boolean {
  return isDeskAddress(address) && ['/', '/index.html'].includes(new URL(address).pathname)
}

function parse(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}
