import type { Hono } from 'hono'
import { z } from 'zod'
import type { World } from '../world.ts'
import { OIDC_VARIANTS } from './state.ts'

const variant = z.enum(OIDC_VARIANTS)
const body = z.strictObject({ variant: z.union([variant, z.array(variant), z.null()]) })

/** `POST /__sandbox/oidc {variant}`: one lie, several, or null for none. */
export function oidcControl(world: World, app: Hono): void {
  const { variants } = world.web
  app.get('/oidc', (c) => c.json({ variants: [...variants], known: OIDC_VARIANTS }))
  app.post('/oidc', async (c) => {
    const given = body.parse(await c.req.json()).variant
    variants.clear()
    for (const one of given === null ? [] : [given].flat()) variants.add(one)
    return c.json({ variants: [...variants] })
  })
  app.delete('/oidc', (c) => {
    variants.clear()
    return c.json({ variants: [] })
  })
}
