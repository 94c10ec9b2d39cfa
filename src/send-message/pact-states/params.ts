import { isObject } from "../../json/json.ts";
import type { Param } from "./provider-state.ts";

/** Custom data: an object whose values are not nested. */
export function dataParam(is: string): Param {
  return {
    is: `object: ${is}`,
    accepts: (value) => isObject(value) && Object.values(value).every((each) => typeof each !== "object"),
  };
}

export function textParam(is: string): Param {
  return { is: `text: ${is}`, accepts: (value) => typeof value === "string" };
}

export function textsParam(is: string): Param {
  return {
    is: `list of texts: ${is}`,
    accepts: (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
  };
}

export function switchParam(is: string): Param {
  return { is: `boolean: ${is}`, accepts: (value) => typeof value === "boolean" };
}
