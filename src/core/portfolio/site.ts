/** A static site from a portfolio: pages, one stylesheet, pictures. No script, nothing from elsewhere, under 1 MB. */
import { placePictures, type ProjectPicture, type SitePicture, sizeOf } from './pictures';
import type { Portfolio } from './portfolio';
import type { ExportFile } from './ports';
import { indexPage } from './site-index';
import { projectPage } from './site-project';
import { icon, pageHtml, pageOf, previewPicture } from './site-shell';
import { siteStyle } from './site-style';

/** In the repository; GitHub Pages publishes a folder of this name. */
export const siteFolder = 'docs';

const maxBytes = 1_000_000;
/** Markup and names of a picture. */
const bytesAroundPicture = 500;

/** Paths are relative to the folder of the site. `preview` is the picture that ships with us, for previews of links; without it there is none. */
export function site(
  portfolio: Portfolio,
  pictures: readonly ProjectPicture[],
  preview?: Uint8Array,
): readonly ExportFile[] {
  const bare = filesOf(portfolio, new Map(), preview);
  const used = bare.reduce((sum, { content }) => sum + sizeOf(content), pictures.length * bytesAroundPicture);
  const folders = new Map(portfolio.projects.map(({ ref, folder }) => [ref, folder]));
  return filesOf(portfolio, placePictures(pictures, folders, maxBytes - used), preview);
}

function filesOf(
  portfolio: Portfolio,
  placed: ReadonlyMap<string, readonly SitePicture[]>,
  preview: Uint8Array | undefined,
): readonly ExportFile[] {
  const page = (path: string, content: ReturnType<typeof indexPage>): ExportFile => ({
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

const fileOf = ({ path, content }: Extract<SitePicture, { kind: 'shown' }>): ExportFile => ({ path, content });
