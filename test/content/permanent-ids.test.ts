import assert from 'node:assert/strict';
import { idsOf, isRenamed, readLedger } from '../../scripts/record-ids';
import { openContent } from '../../src/cli/content';

describe('permanent ids', () => {
  it('never disappear without an entry in renamed', async () => {
    const content = await openContent();
    const now = new Set(idsOf(content));
    const gone = (await readLedger()).filter((id) => !now.has(id) && !isRenamed(content, id));
    assert.deepEqual(gone, []);
  });

  it('are all on record (add new ones with: npx tsx scripts/record-ids.ts)', async () => {
    const recorded = new Set(await readLedger());
    assert.ok(recorded.size > 0);
    assert.deepEqual(
      idsOf(await openContent()).filter((id) => !recorded.has(id)),
      [],
    );
  });
});
