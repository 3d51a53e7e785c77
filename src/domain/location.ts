/** A place in a request, such as `body.dataPoints[3].values`: numbers as indexes, odd names quoted. */
export function joinLocation(place: string, tokens: readonly string[]): string {
  let location = place;
  for (const token of tokens) {
    if (/^\d+$/.test(token) && location !== '') location += `[${token}]`;
    else if (/^[\w$-]+$/.test(token)) location += location === '' ? token : `.${token}`;
    else location += `[${JSON.stringify(token.length > 100 ? `${token.slice(0, 100)}…` : token)}]`;
  }
  return location;
}
