import { Hono } from 'hono'
import type { World } from '../world.ts'
import { download } from './download.ts'
import { pageFaults } from './faults.ts'
import { withPermission } from './guard.ts'
import { loginRoutes } from './login.ts'
import { oidcRoutes } from './oidc.ts'
import { payInvoice, viewInvoice } from './pay-page.ts'
import { plainRoutes } from './plain-pages.ts'
import { resetRoutes } from './reset.ts'
import { restRoutes } from './rest.ts'
import { singleSignOn } from './sso.ts'

/** Everything of WHMCS that a browser sees, and REST v2. */
export function web(world: World): Hono {
  const app = new Hono()
  app.use((c, next) => pageFaults(world, c, next))
  app.get('/oauth/singlesignon.php', (c) => singleSignOn(world, c))
  app.get('/dl.php', (c) => download(world, c))
  app.get('/viewinvoice.php', (c) => withPermission(world, c, 'invoices', viewInvoice))
  app.post('/viewinvoice.php', (c) => withPermission(world, c, 'invoices', payInvoice))
  app.route('/', resetRoutes(world))
  app.route('/', loginRoutes(world))
  app.route('/', oidcRoutes(world))
  app.route('/', plainRoutes(world))
  app.route('/api/v2', restRoutes(world))
  return app
}
