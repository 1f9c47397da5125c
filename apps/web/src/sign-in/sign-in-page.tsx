/** Placeholder until the screen is written. */
export function SignInPage() {
  return null;
}
