/** Names of which hand-made cases make keys. */
const NAMES = [
  "before kept shared new count flag date same number boolean zero large false digits",
  "one two three both first second stranger namesake ann bob unverified alone other",
  "there valid right part last raced card",
  "secret1 secret2 contactfield size10000 size100000 size1000000",
].flatMap((line) => line.split(" "));
/** Keys that differ in a number only: cases that need many take these. */
const NUMBERED = Array.from({ length: 20 }, (_, index) => `k${index}`);
/** Keys that the engine writes to see whether a read has caught up: each case begins with the first. */
const MARKERS = Array.from({ length: 10 }, (_, index) => `marker${index + 1}`);

/**
 * All ordinary keys that hand-made cases send, beside those of the key kinds. The list is fixed, and its keys are sent
 * early: some platforms limit the names of a whole workspace, and refuse what comes after.
 */
export const OWN_KEYS: readonly string[] = [
  ...[...NUMBERED, ...MARKERS, ...NAMES].map((name) => `opencx_${name}`),
  ..."plain subject tags note count price loss vip trial lines markup".split(" "),
];
