/** A tag that is part of no other tag: it ends in a letter that stands nowhere else in it. */
export function tagOf(nonce: string, scenario: number, number: number): string {
  const base = (value: number) => value.toString(32);
  return `oc${nonce}y${base(scenario)}x${base(number)}z`;
}

/** Whether a text holds the tag of another case, and not this one: then it was sent there. */
export function isOfAnotherCase(text: string, tag: string): boolean {
  return !text.includes(tag) && /oc[0-9a-z]*y[0-9a-v]+x[0-9a-v]+z/.test(text);
}
