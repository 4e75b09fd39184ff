/** A static site from a portfolio: pages, one stylesheet, pictures. No script, nothing from elsewhere, under 1 MB. */
import type { SitePicture } from './pictures';
import { placePictures, type ProjectPicture } from './pictures';
import type { Portfolio } from './portfolio';
import { indexPage } from './site-index';
import { projectPage } from './site-project';
import { icon, pageHtml, pageOf, previewPicture } from './site-shell';
import { siteStyle } from './site-style';

/** Relative to the folder of the site. */
export interface SiteFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

const maxBytes = 1_000_000;
/** Markup and names of a picture. */
const bytesAroundPicture = 500;

/** `preview` is the picture that ships with us, for previews of links; without it there is none. */
export function site(
  portfolio: Portfolio,
  pictures: readonly ProjectPicture[],
  preview?: Uint8Array,
): readonly SiteFile[] {
  const bare = filesOf(portfolio, new Map(), preview);
  const used = bare.reduce((sum, { content }) => sum + sizeOf(content), pictures.length * bytesAroundPicture);
  const folders = new Map(portfolio.projects.map(({ ref, folder }) => [ref, folder]));
  return filesOf(portfolio, placePictures(pictures, folders, maxBytes - used), preview);
}

function filesOf(
  portfolio: Portfolio,
  placed: ReadonlyMap<string, readonly SitePicture[]>,
  preview: Uint8Array | undefined,
): readonly SiteFile[] {
  const page = (path: string, content: ReturnType<typeof indexPage>): SiteFile => ({
    path,
    content: pageHtml(portfolio, content, preview !== undefined),
  });
  return [
    page('index.html', indexPage(portfolio)),
    ...portfolio.projects.map((project) =>
      page(pageOf(project), projectPage(portfolio, project, placed.get(project.ref) ?? [])),
    ),
    ...[...placed.values()].flat().flatMap((picture) => (picture.kind === 'shown' ? [fileOf(picture)] : [])),
    { path: 'style.css', content: siteStyle },
    { path: 'icon.svg', content: icon },
    ...(preview ? [{ path: previewPicture, content: preview }] : []),
  ];
}

const fileOf = ({ path, bytes }: Extract<SitePicture, { kind: 'shown' }>): SiteFile => ({ path, content: bytes });

/** At most: a UTF-16 unit beyond ASCII is three bytes of UTF-8 or fewer. */
const sizeOf = (content: string | Uint8Array): number =>
  content.length + (typeof content === 'string' ? 2 * content.replaceAll(/[\u0000-\u007f]/gu, '').length : 0);
