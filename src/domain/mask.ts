/** "+14155550123" → "…0123": enough to recognise it, too little to use it. */
export function maskPhoneNumber(e164: string): string {
  return `…${lastDigits(e164)}`;
}

/** "jane.doe@example.com" → "j…@example.com". */
export function maskEmailAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${address.slice(0, 1)}…${address.slice(at)}`;
}

/** The last four digits of a number, as people quote them. */
export function lastDigits(e164: string): string {
  return e164.replace(/\D/g, '').slice(-4);
}
