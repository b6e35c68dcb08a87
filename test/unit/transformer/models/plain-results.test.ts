import { expect, it } from 'vitest';
import { analyzeModels } from './analyze-models.ts';

/** What stands between the names of the emitted call that makes a result plain, by the names of the functions. */
function listPlans(outputs: ReadonlyMap<string, string>, file: string): Readonly<Record<string, unknown>> {
  const text = [...outputs].find(([path]) => path.endsWith(`/${file}`))?.[1] ?? '';
  const calls = text.matchAll(/\.plain\(\{ (\w+): .*?\}\.\1, (\[.*?\])\)[,)]/gs);
  return Object.fromEntries(Array.from(calls, ([, name = '', plan = '']) => [name, Function(`return ${plan}`)()]));
}

const TYPEORM = `
import { AfterLoad, Column, Entity, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';

export class Name { @Column() first!: string; @Column() last!: string; full(): string { return this.first + this.last } }
@Entity() export class User {
  @PrimaryColumn() id!: number;
  @Column(() => Name) name!: Name;
  @Column('simple-json') tags!: { key: string }[];
  @Column() readonly born!: Date;
  @OneToMany(() => Post, (post) => post.author) posts?: Relation<Post>[];
  @OneToMany(() => Post, (post) => post.author) lazy!: Promise<Post[]>;
  #secret = 1;
  private cached = 2;
  notAColumn = 3;
  @AfterLoad() touch(): void { this.cached = this.#secret; }
}
@Entity() export class Post { @PrimaryColumn() id!: number; @ManyToOne(() => User) author?: Relation<User> }
export class Dto { constructor(readonly user: User) {} }
interface PlainUser { id: number; name: { first: string; last: string }; tags: { key: string }[]; readonly born: Date; posts?: PlainPost[] }
interface PlainPost { id: number; author?: PlainUser }
const stop = (): never => { throw new Error('not called') };

/** @cache */ export async function one(): Promise<User | null> { return stop(); }
/** @cache */ export async function wrapped(): Promise<{ items: User[]; total: number }> { return stop(); }
/** @cache */ export async function several(): Promise<User | Post | undefined> { return stop(); }
/** @cache */ export async function pair(): Promise<[Post, number]> { return stop(); }
/** @cache */ export async function byId(): Promise<Map<number, Post>> { return stop(); }
/** @cache */ export async function record(): Promise<Record<string, Set<Post>>> { return stop(); }
/** @cache */ export function sync(): Post { return stop(); }
/** @cache */ export async function only(): Promise<Pick<User, 'id' | 'name'>> { return stop(); }
/** @cache */ export async function partial(): Promise<Partial<Pick<Post, 'id'>>> { return stop(); }
/** @cache */ export async function plainPost(): Promise<PlainPost> { return stop(); }
/** @cache */ export async function none(): Promise<{ id: number }> { return stop(); }
/** @cache isolate=share */ export async function shared(): Promise<User> { return stop(); }
/** @cache codec=own */ export async function coded(): Promise<User> { return stop(); }
/** @batch ids */ export async function batch(ids: number[]): Promise<(Post | null | Error)[]> { return stop(); }
/** @batch ids by=id */ export function rows(...ids: number[]): Post[] { return stop(); }
/** @batch ids */ export async function rowsById(ids: Set<number>): Promise<Map<number, Post>> { return stop(); }
/** @cache */ export async function dto(): Promise<Dto> { return stop(); }
`;

it('the build says where instances stand in a result, and what their columns are', () => {
  const { outputs, messages, specs } = analyzeModels({ 'plain.ts': TYPEORM });
  expect(messages).toEqual([]);
  const user = (name: number, posts: number): object => ({
    columns: ['id', 'tags', 'born'],
    parts: [
      ['name', name],
      ['posts', posts],
    ],
  });
  const post = (author: number): object => ({ columns: ['id'], parts: [['author', author]] });
  const name = { columns: ['first', 'last'] };
  expect(listPlans(outputs, 'plain.js')).toEqual({
    one: [user(1, 2), name, { items: 3 }, post(0)],
    wrapped: [{ parts: [['items', 1]] }, { items: 2 }, user(3, 4), name, { items: 5 }, post(2)],
    several: [
      {
        columns: ['id', 'tags', 'born'],
        parts: [
          ['name', 1],
          ['posts', 2],
          ['author', 4],
        ],
      },
      name,
      { items: 3 },
      post(4),
      user(1, 2),
    ],
    pair: [{ items: 1 }, post(2), user(3, 4), name, { items: 1 }],
    byId: [{ values: 1 }, post(2), user(3, 4), name, { items: 1 }],
    record: [{ values: 1 }, { items: 2 }, post(3), user(4, 5), name, { items: 2 }],
    sync: [post(1), user(2, 3), name, { items: 0 }],
    only: [{ columns: ['id'], parts: [['name', 1]] }, name],
    partial: [{ columns: ['id'] }],
    batch: [{ items: 1 }, post(2), user(3, 4), name, { items: 5 }, post(2)],
    rows: [{ items: 1 }, post(2), user(3, 0), name],
    rowsById: [{ values: 1 }, post(2), user(3, 4), name, { items: 1 }],
  });
  const shapes = Object.fromEntries(specs.map(({ id, shape }) => [id, shape]));
  expect([shapes.pair === undefined, shapes.sync === shapes.plainPost, shapes.one === shapes.wrapped]).toEqual([
    false,
    true,
    false,
  ]);
});

it('what is left of an instance may still be what nothing can copy', () => {
  const source = `
import { Column, Entity, PrimaryColumn } from 'typeorm';
class Money { constructor(readonly cents: bigint) {} get euros(): number { return Number(this.cents) / 100 } }
@Entity() export class Invoice { @PrimaryColumn() id!: number; @Column() total!: Money; format(): string { return '' } }
/** @cache */ export async function find(): Promise<Invoice | null> { return null; }
`;
  const { messages } = analyzeModels({ 'uncopyable.ts': source });
  expect(messages).toEqual([
    '1234 Promise<Invoice | null>: total.euros in the result of find is an accessor of class Money, which no copy and no store can give back. Return plain data, or write isolate=share if all callers may have the very same object and it stays in memory.',
  ]);
});

it('the type that MikroORM gives to a result says which relations are loaded', () => {
  const source = `
import { Collection, type EntityManager, type Ref } from '@mikro-orm/core';
import { Embeddable, Embedded, Entity, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
@Embeddable() export class Address { @Property() city!: string; toText(): string { return this.city } }
@Entity() export class Author {
  @PrimaryKey() id!: number;
  @Embedded(() => Address) address!: Address;
  @OneToMany(() => Book, 'author') books = new Collection<Book>(this);
  @Property({ persist: false }) get label(): string { return String(this.id) }
}
@Entity() export class Book { @PrimaryKey() id!: number; @ManyToOne(() => Author) author!: Author; @ManyToOne(() => Author, { ref: true }) editor!: Ref<Author> }
/** @cache */ export async function book(em: EntityManager, id: number) { return em.findOne(Book, id, { populate: ['author', 'editor'] }); }
`;
  const { messages, outputs } = analyzeModels({ 'loaded.ts': source });
  expect(messages).toEqual([]);
  expect(listPlans(outputs, 'loaded.js')).toEqual({
    book: [
      {
        columns: ['id'],
        parts: [
          ['author', 1],
          ['editor', 3],
        ],
      },
      { columns: ['id', 'label'], parts: [['address', 2]] },
      { columns: ['city'] },
      { columns: ['id'] },
    ],
  });
});
