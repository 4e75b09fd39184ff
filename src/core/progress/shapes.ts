/** Tests of untrusted JSON, put together by hand: the schema library stays out of the bundle that activation loads. */

export type Fields = Readonly<Record<string, unknown>>;
export type Test = (value: unknown) => boolean;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber: Test = (value) => typeof value === 'number' && Number.isFinite(value);
export const isRecordOf =
  (test: Test): Test =>
  (value) =>
    isFields(value) && Object.values(value).every(test);
export const isListOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
export const isObjectOf = (shape: Readonly<Record<string, Test>>): Test => {
  const entries = Object.entries(shape);
  return (value) => isFields(value) && entries.every(([name, test]) => Object.hasOwn(value, name) && test(value[name]));
};
