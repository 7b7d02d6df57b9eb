export function OfficeSignInPage() {
  return null;
}
