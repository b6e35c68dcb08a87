import type { OrmPackage } from './is-declared-in.ts';

/** What the decorators of an ORM are called, and what they say of a class or a property. */
export interface OrmDecorators {
  readonly orm: 'TypeORM' | 'MikroORM';
  readonly package: OrmPackage;
  /** Of classes that have a table. */
  readonly entities: ReadonlySet<string>;
  /** Of classes that are a part of other classes' rows. */
  readonly parts: ReadonlySet<string>;
  /** Of properties that are the primary key, or a part of it. */
  readonly keys: ReadonlySet<string>;
  /** Of all other properties that rows have. */
  readonly columns: ReadonlySet<string>;
  /** The option that names the table. */
  readonly tableOptions: readonly string[];
  /** The name of the table where nothing else is said: what the ORM's default naming strategy makes of a class name. */
  readonly nameTable: (className: string) => string;
}

const RELATIONS = ['ManyToOne', 'OneToOne', 'OneToMany', 'ManyToMany'];

/** The ORMs whose models are decorated classes. */
export const ORM_DECORATORS: readonly OrmDecorators[] = [
  {
    orm: 'TypeORM',
    package: 'typeorm',
    entities: new Set(['Entity', 'ChildEntity', 'ViewEntity']),
    parts: new Set(),
    keys: new Set(['PrimaryColumn', 'PrimaryGeneratedColumn', 'ObjectIdColumn']),
    columns: new Set([
      ...['Column', 'CreateDateColumn', 'UpdateDateColumn', 'DeleteDateColumn', 'VersionColumn', 'ViewColumn'],
      ...['VirtualColumn', 'TreeLevelColumn', 'TreeParent', 'TreeChildren', 'RelationId', ...RELATIONS],
    ]),
    tableOptions: ['name'],
    nameTable: (name) =>
      name
        .replaceAll(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3')
        .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
        .toLowerCase(),
  },
  {
    orm: 'MikroORM',
    package: '@mikro-orm/',
    entities: new Set(['Entity']),
    parts: new Set(['Embeddable']),
    keys: new Set(['PrimaryKey']),
    columns: new Set(['Property', 'SerializedPrimaryKey', 'Enum', 'Formula', 'Embedded', ...RELATIONS]),
    tableOptions: ['tableName', 'collection'],
    nameTable: (name) => name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase(),
  },
];
