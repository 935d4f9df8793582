import { expect, it } from 'vitest'
import { locationId } from '@/lib/ids'
import {
  CHALLENGE_LIFE,
  MAX_ATTEMPTS,
  consumeChallenge,
  countAttempt,
  createChallenge,
  findChallenge,
  pruneChallenges,
} from '@/server/store/challenges'
import { after, onBoth, two } from '@/server/store/testing/contract'

const NOW = new Date('2026-11-21T10:00:00Z')
const INPUT = { location: locationId('main'), email: 'anna@example.com', payload: 'sealed.payload' }

onBoth('challenges', (place) => {
  it('finds what was created, without storing the id', async () => {
    const { db } = await place.open()
    const made = await createChallenge(db, INPUT, NOW)
    expect(made).toEqual({ ...INPUT, id: made.id, createdAt: NOW })
    expect(await findChallenge(db, made.id, NOW)).toEqual(made)
    expect(await findChallenge(db, 'another', NOW)).toBeNull()
    expect(JSON.stringify(await db.selectFrom('challenges').selectAll().execute())).not.toContain(made.id)
  })

  it('lives ten minutes', async () => {
    const { db } = await place.open()
    const { id } = await createChallenge(db, INPUT, NOW)
    expect(await findChallenge(db, id, after(NOW, CHALLENGE_LIFE))).not.toBeNull()
    const late = after(NOW, CHALLENGE_LIFE + 1)
    expect(await findChallenge(db, id, late)).toBeNull()
    expect(await countAttempt(db, id, late)).toEqual({ allowed: false, left: 0 })
    expect(await consumeChallenge(db, id, late)).toBeNull()
  })

  it('allows five attempts; the fifth may still be the right one', async () => {
    const { db } = await place.open()
    const { id } = await createChallenge(db, INPUT, NOW)
    for (let left = MAX_ATTEMPTS - 1; left >= 0; left--) {
      expect(await countAttempt(db, id, NOW)).toEqual({ allowed: true, left })
    }
    expect(await countAttempt(db, id, NOW)).toEqual({ allowed: false, left: 0 })
    expect(await findChallenge(db, id, NOW)).toBeNull()
    expect(await consumeChallenge(db, id, NOW)).toMatchObject({ payload: INPUT.payload })
  })

  it('allows exactly five of fifty attempts at once', async () => {
    const [a, b] = await two(place)
    const { id } = await createChallenge(a, INPUT, NOW)
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => countAttempt(i % 2 ? a : b, id, NOW)))
    const allowed = answers.filter((answer) => answer.allowed)
    expect(allowed.map((answer) => answer.left).toSorted()).toEqual([0, 1, 2, 3, 4])
  })

  it('is consumed by exactly one of fifty at once, and is gone then', async () => {
    const [a, b] = await two(place)
    const made = await createChallenge(a, INPUT, NOW)
    const got = await Promise.all(Array.from({ length: 50 }, (_, i) => consumeChallenge(i % 2 ? a : b, made.id, NOW)))
    expect(got.filter(Boolean)).toEqual([made])
    expect(await findChallenge(a, made.id, NOW)).toBeNull()
    expect((await countAttempt(b, made.id, NOW)).allowed).toBe(false)
  })

  it('takes a payload of 8 kB and refuses a larger one', async () => {
    const { db } = await place.open()
    const { id } = await createChallenge(db, { ...INPUT, payload: 'x'.repeat(8_192) }, NOW)
    expect((await findChallenge(db, id, NOW))?.payload).toHaveLength(8_192)
    await expect(createChallenge(db, { ...INPUT, payload: 'ü'.repeat(4_097) }, NOW)).rejects.toThrow(RangeError)
  })

  it('prunes what can no longer be answered', async () => {
    const { db } = await place.open()
    const living = await createChallenge(db, INPUT, NOW)
    await createChallenge(db, INPUT, after(NOW, -CHALLENGE_LIFE - 1))
    await consumeChallenge(db, (await createChallenge(db, INPUT, NOW)).id, NOW)
    expect(await pruneChallenges(db, NOW)).toBe(2)
    expect(await findChallenge(db, living.id, NOW)).toEqual(living)
  })
})
