/** True for an address as the server shows it, with `***` for its password: it can be stored again, but not tried. */
export function hidesPassword(address: string): boolean {
  return /^[a-z]+:\/\/[^/@]*:\*\*\*@/i.test(address);
}
