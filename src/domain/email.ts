const pattern =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const mostCharacters = 254;

/** Whether the text is one e-mail address (RFC 5321) of ASCII characters, without quotes; a host without a dot will do. */
export function isEmailAddress(text: string): boolean {
  return text.length <= mostCharacters && pattern.test(text);
}
