import assert from 'node:assert/strict';
import fc from 'fast-check';
import { flowOf, sectionsOf } from '../../../src/webview/guide/sections';

const places = (html: string) => flowOf(html).map(({ section, live }) => [section.heading, ...live]);

describe('the flow of a guide', () => {
  it('puts each live part after the section that speaks of it', () => {
    assert.deepEqual(
      places(
        '<p>brief</p><h2 id="t">The <em>tasks</em></h2><p>x</p><h2>The gate</h2><h2>What to show</h2><h2>Three questions</h2>',
      ),
      [[''], ['The tasks', 'work'], ['The gate', 'gate'], ['What to show', 'pictures'], ['Three questions', 'quiz']],
    );
  });

  it('puts parts without a section at the end, in order', () => {
    assert.deepEqual(places('<p>brief</p><h2>Idea</h2>'), [[''], ['Idea', 'work', 'gate', 'pictures', 'quiz']]);
    assert.deepEqual(places(''), [['', 'work', 'gate', 'pictures', 'quiz']]);
  });

  it('loses nothing of the text', () => {
    const part = fc.constantFrom('<h2>The tasks</h2>', '<h2 id="a">Gate</h2>', '<p>text</p>', '<h3>Sub</h3>');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const html = parts.join('');
        assert.equal(
          sectionsOf(html)
            .map((section) => section.html)
            .join(''),
          html,
        );
        const live = flowOf(html).flatMap((each) => each.live);
        assert.equal(new Set(live).size, 4);
      }),
    );
  });
});
