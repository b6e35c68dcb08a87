/** Functions whose results hold entities, each with the loop that a person would write to find the same. */
import { loadUser } from '../rows/user.ts';

/** @entity member */
export interface Member {
  id: number;
  name: string;
  email: string;
  teamId: number;
  active: boolean;
}

/** @entity article id=slug */
export interface Article {
  slug: string;
  title: string;
}

/** @entity comment */
export interface Comment {
  id: number;
  text: string;
  author: Member | null;
}

/**
 * @cache ttl=10m id=bench.extraction-members
 * @tracks
 */
export async function listMembers(rows: number): Promise<Member[]> {
  return Array.from({ length: rows }, (_, id) => loadUser(id));
}

export function findMembers(members: Member[]): string[] {
  const names = new Set(['c:member']);
  for (const { id } of members) names.add(`e:member:${id}`);
  return [...names];
}

/**
 * @cache ttl=10m id=bench.extraction-articles
 * @tracks
 */
export async function listArticles(rows: number): Promise<Article[]> {
  return Array.from({ length: rows }, (_, i) => ({ slug: `article-${i}`, title: `Article ${i}` }));
}

export function findArticles(articles: Article[]): string[] {
  const names = new Set(['c:article']);
  for (const { slug } of articles) names.add(`e:article:${slug}`);
  return [...names];
}

/** Two entities, of which the authors are few. */
export interface Page {
  items: Comment[];
  total: number;
}

/**
 * @cache ttl=10m id=bench.extraction-comments
 * @tracks
 */
export async function listComments(rows: number): Promise<Page> {
  const items = Array.from({ length: rows }, (_, id) => ({
    id,
    text: `text ${id}`,
    author: id % 10 === 0 ? null : loadUser(id % 37),
  }));
  return { items, total: rows };
}

export function findComments({ items }: Page): string[] {
  const names = new Set(['c:comment']);
  for (const { id, author } of items) {
    names.add(`e:comment:${id}`);
    if (author !== null) names.add(`e:member:${author.id}`);
  }
  return [...names];
}
