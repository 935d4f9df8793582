import { expect, it } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import { forgetRefs, invoiceRefs, rememberRefs } from '@/server/store/invoice-refs'
import { nameService, serviceNames } from '@/server/store/service-names'
import { onBoth, two } from '@/server/store/testing/contract'

const MAIN = locationId('main')
const OTHER = locationId('other')
const ONE = clientId(1)
const TWO = clientId(2)
const NOW = new Date('2026-11-21T10:00:00Z')

onBoth('what invoices are for', (place) => {
  it('is known by client and place, and replaced by what was seen last', async () => {
    const [a, b] = await two(place)
    await rememberRefs(
      a,
      MAIN,
      ONE,
      new Map([
        [7, ['Hosting:12']],
        [8, []],
      ]),
    )
    await rememberRefs(a, MAIN, TWO, new Map([[9, ['Hosting:14']]]))
    await rememberRefs(a, OTHER, ONE, new Map([[7, ['Hosting:99']]]))
    await rememberRefs(b, MAIN, ONE, new Map([[7, ['Hosting:12', 'Addon:3']]]))
    expect(await invoiceRefs(b, MAIN, ONE)).toEqual(
      new Map([
        [7, ['Hosting:12', 'Addon:3']],
        [8, []],
      ]),
    )
    expect(await invoiceRefs(a, MAIN, TWO)).toEqual(new Map([[9, ['Hosting:14']]]))
    expect(await invoiceRefs(a, OTHER, ONE)).toEqual(new Map([[7, ['Hosting:99']]]))
  })

  it('follows an invoice to another client, and can be forgotten', async () => {
    const [a] = await two(place)
    await rememberRefs(a, MAIN, ONE, new Map([[7, ['Hosting:12']]]))
    await rememberRefs(a, MAIN, TWO, new Map([[7, ['Hosting:14']]]))
    expect(await invoiceRefs(a, MAIN, ONE)).toEqual(new Map())
    await forgetRefs(a, MAIN, [])
    expect((await invoiceRefs(a, MAIN, TWO)).size).toBe(1)
    await forgetRefs(a, MAIN, [7])
    expect(await invoiceRefs(a, MAIN, TWO)).toEqual(new Map())
  })
})

onBoth('names of services', (place) => {
  it('are an account’s own, replaced, and forgotten when emptied', async () => {
    const [a, b] = await two(place)
    const service = { location: MAIN, client: ONE, id: 12 }
    await nameService(a, service, 'Shop', NOW)
    await nameService(b, service, 'Shop 🛒', NOW)
    await nameService(a, { ...service, client: TWO, id: 13 }, 'Not yours', NOW)
    expect(await serviceNames(a, MAIN, ONE)).toEqual(new Map([[12, 'Shop 🛒']]))
    expect(await serviceNames(a, OTHER, ONE)).toEqual(new Map())
    await nameService(a, service, '', NOW)
    expect(await serviceNames(b, MAIN, ONE)).toEqual(new Map())
    expect((await serviceNames(b, MAIN, TWO)).size).toBe(1)
  })
})
