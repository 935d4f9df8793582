import { z } from 'zod'
import { decimal } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { Answer } from '../wire/answer.ts'
import { systemUrl } from '../world.ts'
import { action, int, text, type Call } from './action.ts'
import { when, where } from './listing.ts'

const CYCLES = ['monthly', 'quarterly', 'semiannually', 'annually', 'biennially', 'triennially']
const SETUP_FEES = ['msetupfee', 'qsetupfee', 'ssetupfee', 'asetupfee', 'bsetupfee', 'tsetupfee']

const prices = z.record(z.string(), z.record(z.string(), z.number()))
const option = z.object({ id: z.number(), name: z.string(), monthly: z.number() })
const configOptions = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    type: z.string(),
    minqty: z.number(),
    maxqty: z.number(),
    options: z.array(option),
  }),
)

const noFees = (): Answer => Object.fromEntries(SETUP_FEES.map((fee) => [fee, '0.00']))

/** A cycle that is not offered costs -1.00. */
function pricing(call: Call, product: Row<'products'>): Answer {
  const perCode = prices.parse(JSON.parse(product.pricing || '{}'))
  const currencies = call.store.all('currencies', 'ORDER BY id').map((currency): [string, Answer] => {
    const amounts = CYCLES.map((cycle) => [cycle, decimal(perCode[currency.code]?.[cycle] ?? -100)])
    return [
      currency.code,
      { prefix: currency.prefix, suffix: currency.suffix, ...noFees(), ...Object.fromEntries(amounts) },
    ]
  })
  return Object.fromEntries(currencies)
}

function optionPricing(call: Call, monthly: number): Answer {
  const amounts = CYCLES.map((cycle) => [cycle, decimal(cycle === 'monthly' ? monthly : 0)])
  const codes = call.store.all('currencies', 'ORDER BY id').map(({ code }) => code)
  return Object.fromEntries(codes.map((code) => [code, { ...noFees(), ...Object.fromEntries(amounts) }]))
}

function options(call: Call, product: Row<'products'>): Answer[] {
  return configOptions.parse(JSON.parse(product.configoptions || '[]')).map((group) => ({
    id: group.id,
    name: group.name,
    type: group.type,
    minqty: call.is('8.12') ? group.minqty : undefined,
    maxqty: call.is('8.12') ? group.maxqty : undefined,
    options: {
      option: group.options.map(({ id, name, monthly }) => ({
        id,
        name,
        rawName: null,
        recurring: 0,
        required: null,
        pricing: optionPricing(call, monthly),
      })),
    },
  }))
}

/** Meant for order forms: only the fields shown there are told. */
function fields(call: Call, product: number): Answer[] {
  const shown = "WHERE type = 'product' AND relid = ? AND showorder = 'on' ORDER BY id"
  return call.store.all('custom_fields', shown, product).map(({ id, fieldname, description, required }) => ({
    id,
    name: fieldname,
    description,
    required,
  }))
}

function productRow(call: Call, product: Row<'products'>): Answer {
  const group = call.store.byId('product_groups', product.gid)
  const slugs = call.is('8.3')
  return {
    pid: product.id,
    gid: product.gid,
    type: product.type,
    name: product.name,
    slug: slugs ? product.slug : undefined,
    // The change log says product_url, the documented answer product-url: the answer counts.
    'product-url': slugs ? `${systemUrl(call)}${group?.slug ?? ''}/${product.slug}` : undefined,
    description: product.description,
    module: product.module,
    paytype: product.paytype,
    allowqty: call.is('8.12') ? product.allowqty : undefined,
    quantity_available: call.is('8.12') ? product.quantity_available : undefined,
    pricing: pricing(call, product),
    customfields: { customfield: fields(call, product.id) },
    configoptions: { configoption: options(call, product) },
  }
}

const getProducts = action({
  name: 'GetProducts',
  params: { pid: text(), gid: int(), module: text() },
  run(call, { pid = '', gid, module }) {
    const ids = pid.split(',').flatMap((id) => Number.parseInt(id, 10) || [])
    const filter = where(
      ids.length === 0 ? undefined : [`id IN (${ids.map(() => '?').join(',')})`, ...ids],
      when(gid, 'gid = ?'),
      when(module, 'module = ?'),
    )
    const rows = call.store.all('products', `${filter.sql} ORDER BY id`, ...filter.values)
    const product = rows.map((row) => productRow(call, row))
    return { totalresults: rows.length, products: rows.length === 0 ? undefined : { product } }
  },
})

export const productsRead = [getProducts]
