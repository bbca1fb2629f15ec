import { Body, Controller, Get, Put } from '@nestjs/common';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { PlanAgain } from '../plan-parcels/plan-again.js';
import { shopPackageOf } from './asked-package.js';
import { checkPackages } from './check-packages.js';
import { PackageKinds, type ShopPackages } from '../package-kinds/package-kinds.store.js';
import { PutPackagesDto } from './put-packages.dto.js';

const answerOf = ({ version, kinds }: ShopPackages) => ({ version, packages: kinds });

/** The shop's packages: read them, change them in a spreadsheet, put the whole list back. */
@Controller('v1/packages')
export class PackagesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly packageKinds: PackageKinds,
    private readonly planAgain: PlanAgain,
  ) {}

  @Get()
  @Roles('ops', 'warehouse')
  async show() {
    return answerOf(await this.unitOfWork.read((tx) => this.packageKinds.inUse(tx)));
  }

  @Put()
  @Roles('ops')
  async put(@Body() { packages }: PutPackagesDto) {
    const errors = checkPackages(packages);
    if (errors.length > 0) throw Refusal.invalidAll(errors);
    const now = await this.unitOfWork.run(async (tx) => {
      await this.packageKinds.put(tx, packages.map(shopPackageOf));
      return this.packageKinds.inUse(tx);
    });
    await this.planAgain.run();
    return answerOf(now);
  }
}
