import type { Json } from "../../json/json.ts";

/**
 * Ordinary data is what every integration sends, and what any reader of the page would expect to come back: that it
 * does is stated. What is accepted beyond it comes back, too, but only by implication.
 */

/** Letters, digits, `_` and `-`, a letter first, at most 64 characters, and no name with a meaning of its own. */
export function isOrdinaryKey(key: string): boolean {
  return (
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(key) &&
    !(key in Object.prototype) &&
    !["prototype", "toJSON", "password", "token", "secret"].includes(key)
  );
}

/**
 * A boolean; a number of up to 15 significant digits that is 0 or between 1e-6 and 2^53 in size; or a text of at most
 * 200 printable ASCII or composed Latin characters, without white space around it, HTML, or what may be a card's number.
 */
export function isOrdinaryValue(value: Json): boolean {
  if (typeof value === "boolean") return true;
  if (mayBeCardNumber(value)) return false;
  if (typeof value === "number") {
    const size = Math.abs(value);
    return Number(value.toPrecision(15)) === value && (value === 0 || (size >= 1e-6 && size <= 2 ** 53));
  }
  return (
    typeof value === "string" &&
    value.length <= 200 &&
    /^[\x20-\x7e\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]*$/.test(value) &&
    !/[<>]|&#?\w+;/.test(value) &&
    value === value.trim()
  );
}

/** Whether an entry of custom data is ordinary in both its key and its value. */
export function isOrdinaryEntry([key, value]: readonly [key: string, value: Json]): boolean {
  return isOrdinaryKey(key) && isOrdinaryValue(value);
}

/** Whether a text or number holds a run of 13 to 19 digits that passes the Luhn check: masking it is left open. */
export function mayBeCardNumber(value: Json): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const runs = String(value).match(/\d(?:[ -]?\d){12,}/g) ?? [];
  return runs.some((run) => {
    const digits = run.replace(/\D/g, "");
    return digits.length <= 19 && passesLuhn(digits);
  });
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
