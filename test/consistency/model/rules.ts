import type { ViolationKind } from './truth.ts';

/** A rule of the protocol. Each can be switched off by its name; then the model has to find a violation. */
export interface Rule {
  /** What it says, in one sentence. */
  readonly says: string;
  /** The scenarios in which its absence shows. */
  readonly shows: readonly string[];
  /** Alone its absence shows nothing, since this other rule does the same; together they must. */
  readonly backs?: string;
  /** What its absence shows; a stale read if nothing else is said. */
  readonly finds?: ViolationKind;
}

/** The table of all rules, in the order of consistency.md and of what the model added to it. */
export const RULES = {
  stampBeforeBody: { says: 'an entry takes its stamp before its body runs', shows: ['script', 'cluster', 'keyv'] },
  dependenciesChecked: {
    says: 'an entry is served only if no dependency is newer than it',
    shows: ['script', 'cluster'],
  },
  missingIsMiss: { says: 'a dependency without a stamp is a miss', shows: ['script', 'cluster'] },
  writeChecked: {
    says: 'an entry is accepted only if its dependencies are no newer at the write',
    shows: ['script', 'flights'],
  },
  epochs: { says: 'a lost counter begins a new epoch', shows: ['script', 'cluster'] },
  absentTakesFloor: { says: 'an absent dependency is created with its floor', shows: ['script', 'clusterFloors'] },
  floorRaised: { says: 'an invalidation raises the floor', shows: ['script', 'clusterFloors'] },
  olderWriteLoses: { says: 'a write loses to an entry or tombstone with a newer stamp', shows: ['scriptKeys'] },
  keyFloor: { says: 'where the tombstone is gone the floor of the key decides', shows: ['scriptKeys'] },
  refreshNext: { says: 'refresh and prime take the next stamp', shows: ['scriptKeys'] },
  refreshFloor: { says: 'refresh and prime raise the floor of the key', shows: ['scriptKeys'] },
  refusedRefreshEnds: { says: 'a refused refresh still ends the older entry', shows: ['script'] },
  emptyDependsOnCollection: { says: 'an empty result depends on the collection', shows: ['script'] },
  rememberedListEqual: {
    says: 'the stamps of a remembered list count only if the entry has the same list',
    shows: ['script'],
  },
  nestedAsOf: {
    says: 'a result holds each dependency as of the oldest nested result that brought it',
    shows: ['clusterNested'],
  },
  frontNotInBody: { says: 'inside a body memory in front does not answer', shows: ['frontNested'] },
  everyStore: { says: 'an invalidation resolves when every store has it', shows: ['stores'] },
  otherStoreRuns: { says: 'inside a computation of another store a call runs its body', shows: ['stores'] },

  newestStays: { says: 'an older invalidation does not lower a dependency', shows: ['clusterFloors'] },
  readerToken: { says: 'a reader makes a floor anew with a token', shows: ['clusterFloors'] },
  invalidationToken: { says: 'an invalidation makes a floor anew with a token', shows: ['clusterFloors'] },
  floorOfOtherEpoch: { says: 'a floor of another epoch than the stamp in hand is made anew', shows: ['clusterFloors'] },
  tokenCompared: { says: 'a floor is written only if the own token is still there', shows: ['clusterFloors'] },
  stampAfterToken: { says: 'a reader takes the stamp for a floor after its token', shows: ['clusterFloors'] },
  nextAfterToken: { says: 'an invalidation takes its stamp again after its token', shows: ['clusterFloors'] },
  floorInDependency: {
    says: 'an invalidation of an absent dependency writes no less than the floor',
    shows: ['clusterFloors'],
  },
  deleteDependency: {
    says: 'an invalidation with a token deletes the dependency',
    shows: ['clusterFloors'],
    backs: 'settleWritesDependency',
  },
  settleWritesDependency: {
    says: 'the last of the three steps writes the dependency too',
    shows: ['clusterFloors'],
    backs: 'deleteDependency',
  },
  keyInvalidationToken: { says: 'a key invalidation makes the floor anew with a token', shows: ['clusterKeys'] },
  keyFloorOfOtherEpoch: { says: 'a key floor of another epoch is made anew', shows: ['clusterKeys'] },
  keyTokenCompared: { says: 'a key floor is written only if the own token is still there', shows: ['clusterKeys'] },
  keyStampAfterToken: { says: 'a write takes the stamp for a key floor after its token', shows: ['clusterKeys'] },
  keyNextAfterToken: { says: 'a key invalidation takes its stamp again after its token', shows: ['clusterKeys'] },
  floorInTombstone: {
    says: 'a tombstone in an empty place is no older than the floor of the key',
    shows: ['clusterKeys'],
  },
  tombstones: { says: 'an invalidated key leaves a tombstone', shows: ['calm'], backs: 'keyFloor' },

  closeBeforeWrite: { says: 'a flight takes no joiners once its write is on its way', shows: ['flights'] },
  refusedNotTaken: { says: 'who joined a flight does not take a result whose write was refused', shows: ['flights'] },
  sharedUntilSent: { says: 'a read is shared only until it is sent', shows: ['flights'] },
  lateWait: { says: 'who comes while the write is on its way waits for it', shows: ['flights'], finds: 'bodies' },
  startTogether: { says: 'refused joiners start one flight together', shows: ['flights'], finds: 'bodies' },
  finishedServes: {
    says: 'a finished flight serves those who came before it began',
    shows: ['flights'],
    finds: 'bodies',
  },
  detach: { says: 'an invalidation in the process detaches the flight', shows: ['flights'], finds: 'waits' },
  waitEdges: { says: 'a call that would wait for itself runs its body', shows: ['recursion'], finds: 'stuck' },

  newServerNewEpoch: {
    says: 'a counter of another server history begins a new epoch',
    shows: ['failover', 'clusterFailover'],
  },
  markFirst: {
    says: 'no command runs on a connection that has not learned the server history',
    shows: ['failover', 'clusterFailover'],
  },
  hitChecksEpoch: { says: 'a hit is of the epoch that the counter has', shows: ['failover'] },
  nodeMarks: {
    says: 'in a cluster what was written under another server history is absent',
    shows: ['clusterFailover'],
  },
  replicationId: { says: 'a server promoted a second time is another history', shows: ['failover', 'clusterFailover'] },

  ownMemory: { says: 'an own invalidation reaches the own memory before it resolves', shows: ['front'] },
  heardDuringRead: { says: 'what was heard during a read keeps it out of the memory', shows: ['front'] },
  frontGeneration: { says: 'a read that was under way when the memory was emptied is not kept', shows: ['front'] },
  heardEpoch: { says: 'a message of another epoch empties the memory', shows: ['front'] },
  gapEmpties: { says: 'a gap in the log empties the memory', shows: ['front'] },
  logIdentity: { says: 'a log that was lost and begun anew is a gap', shows: ['front'] },
  pollBegan: { says: 'the age of a poll counts from its begin', shows: ['front'] },
  clockAtHit: { says: 'the clock is read at the hit, no timer is trusted', shows: ['front'] },
  bothClocks: { says: 'the age is taken by the monotonic and by the wall clock, the greater counts', shows: ['front'] },
  stalenessBound: { says: 'without a recent poll the memory is not served', shows: ['front'] },
  loggedBeforeAck: { says: 'an invalidation is in the log before it resolves', shows: ['clusterFront'] },
  refreshLogged: { says: 'refresh and prime are in the log', shows: ['front'] },

  scopeServes: { says: 'a scope that has collected is not served', shows: ['scope'] },
  scopeJoins: { says: 'a scope that has collected joins nobody', shows: ['scope'] },
  scopeStores: { says: 'a scope that has collected stores nothing', shows: ['scope'], finds: 'uncommitted' },
  scopeNeverStores: {
    says: 'a scope stores nothing before it has collected either',
    shows: ['scope'],
    finds: 'uncommitted',
  },

  outboxServes: { says: 'what depends on something in the outbox is not served', shows: ['outbox'] },
  outboxStores: { says: 'what depends on something in the outbox is not stored', shows: ['outbox'], backs: 'detach' },
  outboxReadAnew: {
    says: 'a read that was sent before something left the outbox is sent again',
    shows: ['clusterOutbox'],
  },
  outboxGeneration: { says: 'a delivery settles only what was in the outbox when it began', shows: ['outboxTiny'] },

  tokenAtRead: {
    says: 'an entry is served only while the tokens stand there that it was stored under',
    shows: ['keyv', 'keyvEvicts', 'keyvLate'],
  },
  lostMarkerIsMiss: { says: 'a marker that is not there proves nothing', shows: ['keyv', 'keyvEvicts'] },
  tokenAtWrite: {
    says: 'a result is stored only while the tokens stand there that were seen before its body',
    shows: ['keyv', 'keyvEvicts'],
  },
  invalidationMarker: { says: 'an invalidation writes the marker anew', shows: ['keyv', 'keyvLate'] },
  firstUseToken: { says: 'a first use writes a token that no other has', shows: ['keyv', 'keyvEvicts'] },
  firstUseBeforeBody: { says: 'a body runs when the markers of a first use are there', shows: ['keyvFirstUses'] },
  keyTokenAtRead: {
    says: "an entry is served only while its key's mark is the one that it was stored under",
    shows: ['keyvKeys'],
  },
  keyTokenAtWrite: {
    says: "a result is stored only while its key's mark is the one that was seen before its body",
    shows: ['keyvKeys'],
  },
  keyMark: { says: 'the invalidation of a key writes its mark', shows: ['keyvKeys'] },
  refreshMark: { says: 'refresh and prime write the mark of their key before their body runs', shows: ['keyvKeys'] },
  keysMarked: {
    says: 'where rows are thrown out a key has a mark from its first entry on',
    shows: ['keyvEvicts'],
  },
  clockMargin: {
    says: 'what only the result shows must be older than the computation by clockSkew',
    shows: ['keyvLate'],
  },
  ownTokenAtRead: { says: 'tokens of what the entry depends on and its asker does not count too', shows: ['keyvLate'] },
  separateStamp: { says: 'a first use writes a marker, never the stamp of an invalidation', shows: ['keyvLateTiny'] },
  stampBeforeMarker: { says: 'an invalidation writes the stamp before the marker', shows: ['keyvLate'] },
  stampAfterFirstUse: { says: 'a stamp is read when the marker of a first use is there', shows: ['keyvLate'] },
  slowWriteAgain: { says: 'an invalidation that was slow to arrive is written again', shows: ['keyvUnseenTiny'] },
  slowMarkerAgain: { says: 'a marker that was slow to arrive is written again', shows: ['keyvUnseenLost'] },
  slowAhead: {
    says: 'what is written again has a time that is ahead by what that may take',
    shows: ['keyvUnseenTiny'],
  },
  ownStamps: { says: 'a process keeps the newest times of its own invalidations', shows: ['keyvUnseenTiny'] },
  lostLateMarker: {
    says: 'where rows are thrown out, what only the result shows is not old without its marker',
    shows: ['keyvLateEvicts'],
  },
  askerOld: {
    says: 'what the asker depends on and the entry does not must be older than the entry',
    shows: ['keyvShared'],
  },
  everythingLast: { says: 'the marker of everything is read last', shows: ['keyvShared'] },
  unseenKeyOld: { says: "a key's mark that was not seen must be older than the computation", shows: ['keyvUnseen'] },
  everythingMarked: {
    says: 'without the marker of everything nothing is old that was not seen',
    shows: ['keyvUnseen'],
  },
  unseenRefreshEnds: {
    says: 'a refresh whose begin the store does not know ends the older entry',
    shows: ['keyvUnseen'],
    backs: 'refreshMark',
  },
} satisfies Record<string, Rule>;

/** The name of a switch. */
export type RuleName = keyof typeof RULES;

/** The rules that are switched off; none, for a run that has to find nothing. */
export type Off = { readonly [name in RuleName]?: true };

/** Whether a text names a rule. */
export const isRuleName = (name: string): name is RuleName => Object.hasOwn(RULES, name);

/** All names, in the order of the table. */
export const RULE_NAMES: readonly RuleName[] = Object.keys(RULES).filter(isRuleName);

/** No rule is off: nothing may be found. */
export const ALL_ON: Off = {};
