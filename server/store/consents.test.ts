import { expect, it } from 'vitest'
import { locationId } from '@/lib/ids'
import type { Db } from '@/server/store/db'
import { after, onBoth, two } from '@/server/store/testing/contract'
import { transact } from '@/server/store/transaction'
import { consentOf, dropPin, keepPin, PIN_LIMIT, PIN_TRIES, prunePins, setConsent, spendPin, tryPin } from './consents'

const NOW = new Date('2026-11-21T12:00:00Z')
const MAIN = { location: locationId('main'), client: 1 }
const OTHERS = [
  { location: locationId('main'), client: 2 },
  { location: locationId('other'), client: 1 },
]

/** What a visit does with a PIN: compare, then use it up with the start. */
async function redeem(db: Db, mac: string, now = NOW, account = MAIN): Promise<boolean> {
  if (!(await tryPin(db, account, mac, now))) return false
  return transact(db, (trx) => spendPin(trx, account, mac))
}

onBoth('consents', (place) => {
  it('an account has one setting, and another account of the same number has its own', async () => {
    const { db } = await place.open()
    expect(await consentOf(db, MAIN)).toBeNull()
    await setConsent(db, MAIN, 'ask', { kind: 'user', id: 3 }, NOW)
    await setConsent(db, MAIN, 'pin', { kind: 'user', id: 3 }, NOW)
    expect(await consentOf(db, MAIN)).toBe('pin')
    for (const other of OTHERS) expect(await consentOf(db, other)).toBeNull()
  })

  it('a PIN opens its own account, once, for 15 minutes, and not before it was made', async () => {
    const { db } = await place.open()
    await keepPin(db, MAIN, 'mac', NOW)
    for (const other of OTHERS) expect(await redeem(db, 'mac', NOW, other)).toBe(false)
    expect(await redeem(db, 'mac', after(NOW, PIN_LIMIT))).toBe(false)
    expect(await redeem(db, 'mac', after(NOW, -1000))).toBe(false)
    expect(await redeem(db, 'mac', after(NOW, PIN_LIMIT - 1))).toBe(true)
    expect(await redeem(db, 'mac')).toBe(false)
  })

  it('five wrong tries burn it, and the next PIN begins anew', async () => {
    const { db } = await place.open()
    await keepPin(db, MAIN, 'mac', NOW)
    for (let index = 1; index < PIN_TRIES; index += 1) expect(await redeem(db, 'wrong')).toBe(false)
    expect(await tryPin(db, MAIN, 'mac', NOW)).toBe(true)
    expect(await tryPin(db, MAIN, 'mac', NOW)).toBe(false)
    await keepPin(db, MAIN, 'next', NOW)
    expect(await redeem(db, 'mac')).toBe(false)
    expect(await redeem(db, 'next')).toBe(true)
  })

  it('wrong tries at once are counted, each of them', async () => {
    const [db, another] = await two(place)
    await keepPin(db, MAIN, 'mac', NOW)
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => tryPin(index % 2 ? db : another, MAIN, `wrong ${index}`, NOW)),
    )
    expect(await tryPin(db, MAIN, 'mac', NOW)).toBe(false)
  })

  it('of many who use the same PIN at once exactly one gets in', async () => {
    const [db, another] = await two(place)
    for (let round = 0; round < 20; round += 1) {
      await keepPin(db, MAIN, `mac ${round}`, NOW)
      const tries = await Promise.all(
        Array.from({ length: PIN_TRIES }, (_, index) => redeem(index % 2 ? db : another, `mac ${round}`)),
      )
      expect(tries.filter(Boolean)).toHaveLength(1)
    }
  })

  it('a start that fails leaves the PIN as it was', async () => {
    const { db } = await place.open()
    await keepPin(db, MAIN, 'mac', NOW)
    const failed = transact(db, async (trx) => {
      expect(await spendPin(trx, MAIN, 'mac')).toBe(true)
      throw new Error('full')
    })
    await expect(failed).rejects.toThrow('full')
    expect(await redeem(db, 'mac')).toBe(true)
  })

  it('goes when the owner chooses another way, and when its time is over', async () => {
    const { db } = await place.open()
    await keepPin(db, MAIN, 'mac', NOW)
    await dropPin(db, MAIN)
    expect(await redeem(db, 'mac')).toBe(false)
    await keepPin(db, MAIN, 'mac', NOW)
    expect(await prunePins(db, after(NOW, PIN_LIMIT - 1))).toBe(0)
    expect(await prunePins(db, after(NOW, PIN_LIMIT))).toBe(1)
  })
})
