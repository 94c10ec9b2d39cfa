import type { Effect } from "../effect.ts";
import { body, type Reshaping, raw, reshaping, withMembers, without } from "../reshaping.ts";

/** Answers to refused sends that are not of the documented error shape. */
const refused: readonly Reshaping[] = [
  [
    "errors-as-text",
    "answers errors as text",
    "response/error-shape",
    raw(() => "Bad request", "text/plain"),
  ],
  [
    "errors-as-html",
    "answers errors as a page",
    "response/error-shape",
    raw(() => "<h1>Error</h1>", "text/html"),
  ],
  ["errors-empty", "answers errors without a body", "response/error-shape", raw(() => "")],
  ["errors-without-status", "leaves statusCode out of errors", "response/error-shape", without("statusCode")],
  ["errors-without-message", "leaves message out of errors", "response/error-shape", without("message")],
  ["errors-without-name", "leaves error out of errors", "response/error-shape", without("error")],
  [
    "errors-in-an-envelope",
    "wraps errors in an envelope",
    "response/error-shape",
    body((all) => ({ error: all })),
  ],
  [
    "errors-with-status-as-text",
    "writes the statusCode of errors as a text",
    "response/error-shape",
    body((all) => ({ ...all, statusCode: String(all.statusCode) })),
  ],
  [
    "errors-with-message-as-object",
    "writes the message of errors as an object",
    "response/error-shape",
    body((all) => ({ ...all, message: { text: all.message ?? "" } })),
  ],
  [
    "errors-of-success-false",
    "answers errors as success: false",
    "response/error-shape",
    body((all) => ({ success: false, message: all.message ?? "" })),
  ],
  [
    "errors-with-status-500",
    "says statusCode 500 in every error",
    "response/error-status",
    withMembers({ statusCode: 500 }),
  ],
  [
    "errors-with-status-200",
    "says statusCode 200 in every error",
    "response/error-status",
    withMembers({ statusCode: 200 }),
  ],
];

const isError = (status: number) => status >= 400;

/** Answers to refused sends of another shape than that of errors. */
export const errorAnswerEffects: readonly Effect[] = [
  ...refused.map((row) => reshaping(row, isError)),
  {
    ...reshaping(
      [
        "errors-with-status-400",
        "says statusCode 400 in every error",
        "response/error-status",
        withMembers({ statusCode: 400 }),
      ],
      isError,
    ),
    // Other errors are answered before the body is read, where no trigger can ask for anything.
    triggers: [],
  },
];
