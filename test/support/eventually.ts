/** Waits for what announces itself by no event that a test could listen to: a file, an attribute of another process's page. */
export async function eventually<Value>(
  what: string,
  look: () => Promise<Value | undefined | null | false>,
  timeout = 30_000,
): Promise<Value> {
  const end = performance.now() + timeout;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const value = await look();
      if (value !== undefined && value !== null && value !== false) return value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${timeout / 1000} s in vain for ${what}.`, { cause: last });
}
