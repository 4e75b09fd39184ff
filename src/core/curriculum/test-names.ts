/** The tests that pytest would collect from a file, as far as its text tells. */
export function testNames(content: string): ReadonlySet<string> {
  const names = new Set<string>();
  let group: string | undefined;
  for (const line of content.split(/\r?\n/)) {
    const top = /^(?:async\s+)?(def|class)\s+(\w+)/.exec(line);
    if (top?.[1] === 'class') {
      group = top[2]?.startsWith('Test') ? top[2] : undefined;
    } else if (top?.[2]) {
      group = undefined;
      if (top[2].startsWith('test')) {
        names.add(top[2]);
      }
    }
    const method = /^\s+(?:async\s+)?def\s+(test\w*)/.exec(line);
    if (method?.[1] && group !== undefined) {
      names.add(`${group}::${method[1]}`);
    }
  }
  return names;
}
