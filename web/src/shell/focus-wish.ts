let wished = false;

/** The person went to another page: its heading, as soon as it is there, shall have the focus. */
export function wishFocus(): void {
  wished = true;
}

/** Asking uses the wish up. */
export function takeFocusWish(): boolean {
  const was = wished;
  wished = false;
  return was;
}
