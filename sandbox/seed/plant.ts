import type { World } from '../world.ts'
import { plantCatalogue } from './catalogue.ts'
import { plantDesk } from './desk.ts'
import { plantInvoices } from './invoices.ts'
import { plantLarge } from './large.ts'
import { plantPeople } from './people.ts'
import { createPlanter } from './planter.ts'
import { plantServices } from './services.ts'

/** Fills an empty store. The same seed on the same day gives the same data. */
export function plant(world: World): void {
  const planter = createPlanter(world)
  world.store.together(() => {
    plantCatalogue(planter)
    plantPeople(planter)
    plantServices(planter)
    plantInvoices(planter)
    plantDesk(planter)
    if (world.settings.size === 'large') plantLarge(planter)
  })
}
