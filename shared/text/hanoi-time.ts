/** What a clock in Hà Nội says at a moment given in the time of another place. */

const hanoi = 'Asia/Ho_Chi_Minh'

/** `day` yyyy-mm-dd, `time` HH:MM, `zone` an IANA name. Answers HH:MM, with the day where it is another one; null for an unknown zone. */
export function hanoiTimeOf(day: string, time: string, zone: string): string | null {
  const moment = momentOf(day, time, zone)
  if (moment === null) return null
  const there = wallClock(moment, hanoi)
  return there.day === day ? there.time : `${there.time} ngày ${there.day.slice(8)}/${there.day.slice(5, 7)}`
}

/** Milliseconds since 1970; null for a zone that is not known. In the hour that a clock skips, the moment after it. */
export function momentOf(day: string, time: string, zone: string): number | null {
  const asIfUtc = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(asIfUtc)) return null
  try {
    // The offset may change between the first guess and the moment itself: looked at twice.
    let moment = asIfUtc
    for (let look = 0; look < 2; look += 1) moment = asIfUtc - offsetMs(moment, zone)
    return moment
  } catch {
    return null
  }
}

function offsetMs(moment: number, zone: string): number {
  const { day, time } = wallClock(moment, zone)
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(moment / 60_000) * 60_000
}

function wallClock(moment: number, zone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit'
  }).formatToParts(moment)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` }
}
