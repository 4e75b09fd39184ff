import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaFiles } from '../../../scripts/build-schemas';

describe('the JSON Schemas that editors use', () => {
  for (const [name, text] of schemaFiles()) {
    it(`are current: ${name} (renew with: npx tsx scripts/build-schemas.ts)`, async () => {
      assert.equal(await readFile(join(__dirname, '..', '..', '..', 'schemas', name), 'utf8'), text);
    });
  }
});
