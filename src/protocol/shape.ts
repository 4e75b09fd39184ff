/**
 * Validators of messages. A shape says what a value must look like and gives its TypeScript type, so that a message's
 * type and its check cannot drift apart. Small on purpose: the same code is in the extension's main bundle and in every
 * webview's.
 */
export interface Shape<Value> {
  /** Narrows an unknown value. Unknown keys are refused: nothing travels that is not written down here. */
  readonly is: (value: unknown) => value is Value;
}
export type Of<S> = S extends Shape<infer Value> ? Value : never;

interface OptionalShape<Value> {
  readonly optional: Shape<Value>;
}
type Fields = Readonly<Record<string, Shape<unknown> | OptionalShape<unknown>>>;
type RequiredKeys<F extends Fields> = { [K in keyof F]: F[K] extends OptionalShape<unknown> ? never : K }[keyof F];
type OptionalKeys<F extends Fields> = Exclude<keyof F, RequiredKeys<F>>;
type ObjectOf<F extends Fields> = {
  readonly [K in RequiredKeys<F>]: Of<F[K]>;
} & {
  readonly [K in OptionalKeys<F>]?: F[K] extends OptionalShape<infer Value> ? Value : never;
};

const shape = <Value>(test: (value: unknown) => boolean): Shape<Value> => ({
  is: (value): value is Value => test(value),
});
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text = shape<string>((value) => typeof value === 'string');
export const flag = shape<boolean>((value) => typeof value === 'boolean');
/** NaN and the infinities do not survive every transport and are never meant. */
export const number = shape<number>((value) => typeof value === 'number' && Number.isFinite(value));
/** At least 0, whole: an index or a count. */
export const count = shape<number>((value) => Number.isSafeInteger(value) && Number(value) >= 0);

/** A text of at most `max` characters. */
export const textUpTo = (max: number): Shape<string> =>
  shape((value) => typeof value === 'string' && value.length <= max);

export const oneOf = <const Value extends string>(...values: readonly Value[]): Shape<Value> =>
  shape((value) => typeof value === 'string' && values.some((each) => each === value));

export const list = <Value>(item: Shape<Value>): Shape<readonly Value[]> =>
  shape((value) => Array.isArray(value) && value.every((each) => item.is(each)));

export const optional = <Value>(of: Shape<Value>): OptionalShape<Value> => ({ optional: of });

export const object = <F extends Fields>(fields: F): Shape<ObjectOf<F>> =>
  shape(
    (value) =>
      isRecord(value) &&
      Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
      Object.entries(fields).every(([key, field]) =>
        'optional' in field
          ? !Object.hasOwn(value, key) || value[key] === undefined || field.optional.is(value[key])
          : Object.hasOwn(value, key) && field.is(value[key]),
      ),
  );

type VariantsOf<V extends Readonly<Record<string, Fields>>> = {
  [Kind in keyof V & string]: { readonly kind: Kind } & ObjectOf<V[Kind]>;
}[keyof V & string];

/** A union told apart by `kind`. */
export const variants = <V extends Readonly<Record<string, Fields>>>(kinds: V): Shape<VariantsOf<V>> => {
  const shapes = new Map(
    Object.entries(kinds).map(([kind, fields]) => [kind, object({ kind: oneOf(kind), ...fields })]),
  );
  return shape(
    (value) => isRecord(value) && typeof value.kind === 'string' && shapes.get(value.kind)?.is(value) === true,
  );
};
