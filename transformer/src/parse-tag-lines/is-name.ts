/** Whether a text can be an id: `users.find`. */
export function isName(text: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$.-]*$/u.test(text);
}
