/** Whether a typed address leads to the server that is stored. Only a hint while somebody types: the API decides. */
export function isSameServer(typed: string, stored: string): boolean {
  return typed.trim() === '' || hostOf(typed.trim()) === hostOf(stored);
}

function hostOf(address: string): string {
  try {
    return new URL(address.includes('://') ? address : `https://${address}`).host;
  } catch {
    return '';
  }
}
