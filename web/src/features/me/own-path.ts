/** Only a path of our own may be gone to: not another site, not a scheme. */
export function ownPath(wanted: string | undefined): string {
  return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}
