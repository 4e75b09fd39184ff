import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { picturesIn, placePictures, type ProjectPicture } from '../../../src/core/portfolio/pictures';
import { backpropagation, imageCaptioning, samplePictures } from '../../support/sample-portfolios';

const folders = new Map([
  [backpropagation, 'backpropagation'],
  [imageCaptioning, 'image-captioning'],
]);
const png = (length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
};
const picture = (more: Partial<ProjectPicture>): ProjectPicture => ({
  ref: backpropagation,
  path: 'evidence/a.png',
  alt: 'a',
  content: png(100),
  ...more,
});
const placed = (pictures: readonly ProjectPicture[], room = 1000) =>
  [...placePictures(pictures, folders, room).values()]
    .flat()
    .map((each) => (each.kind === 'shown' ? each.path : `${each.name}: ${each.why}`));

describe('pictures of a project', () => {
  it('are those that its README shows, once each, with their words', () => {
    const readme = [
      '![Loss by\nepoch](evidence/loss%20curve.svg "title") and again ![x](./evidence/loss%20curve.svg)',
      '![elsewhere](https://example.org/a.png) ![out](../../secret.png) ![root](/etc/a.png) ![](evidence/b.png)',
      '```\n![code](evidence/code.png)\n```',
    ].join('\n\n');
    assert.deepEqual(picturesIn(readme), [
      { path: 'evidence/loss curve.svg', alt: 'Loss by epoch' },
      { path: 'evidence/b.png', alt: '' },
    ]);
  });

  it('are told by their content and called by the project, whatever their names say', () => {
    assert.deepEqual(placed(samplePictures(), 500_000), [
      'pictures/backpropagation-1.svg',
      'pictures/image-captioning-1.png',
    ]);
    assert.deepEqual(placed([picture({ path: 'evidence/"><b>.exe' })]), ['pictures/backpropagation-1.png']);
  });

  it('are named when they cannot be read', () => {
    const broken = [
      picture({ path: 'gone.png', content: undefined }),
      picture({ path: 'page.svg', content: Buffer.from('<!-- <svg> --><html><svg></svg></html>') }),
    ];
    assert.deepEqual(placed(broken), [
      'gone.png: could not be read as a picture',
      'page.svg: could not be read as a picture',
    ]);
  });

  it('fill the room with the first one of each project before any second one', () => {
    const pictures = [
      picture({}),
      picture({ path: 'evidence/b.png' }),
      picture({ ref: imageCaptioning, path: 'evidence/c.png', content: png(850) }),
    ];
    assert.deepEqual(placed(pictures), [
      'pictures/backpropagation-1.png',
      "evidence/b.png: is left to the project's folder: it is too large",
      'pictures/image-captioning-1.png',
    ]);
  });

  it('reads the beginning of a hostile file in no time', () => {
    const bytes = Buffer.from('<!---->'.repeat(2000));
    assert.deepEqual(placed([picture({ content: bytes })], 100_000), [
      'evidence/a.png: could not be read as a picture',
    ]);
  });
});
