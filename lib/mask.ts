/** Whether something of it is hidden. */
export function isMasked(text: string): boolean {
  return text.includes('•')
}

/** Enough to know a caller by, not enough to call: all but the last three digits are hidden. */
export function maskedPhone(phone: string): string {
  return phone.replace(/\d(?=(?:\D*\d){3})/g, '•')
}

/** All but the last two letters and digits; of a short one nothing is left. */
export function maskedNumber(text: string): string {
  const hidden = /[\p{L}\p{N}]/gu
  const length = text.match(hidden)?.length ?? 0
  return length > 4
    ? text.replace(/[\p{L}\p{N}](?=(?:[^\p{L}\p{N}]*[\p{L}\p{N}]){2})/gu, '•')
    : text.replace(hidden, '•')
}
