import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const YEN_MAX = 99_999_999;
const TAX_RATES = [0, 8, 10];

class NestLine {
  @IsString() @Length(1, 64) sku!: string;
  @IsInt() @Min(1) @Max(9_999) quantity!: number;
  @IsInt() @Min(0) @Max(YEN_MAX) unitPrice!: number;
  @IsIn(TAX_RATES) taxRate!: number;
}

class NestShipTo {
  @IsString() @Length(1, 100) name!: string;
  @Matches(/^\d{3}-?\d{4}$/) postalCode!: string;
  @IsInt() @Min(1) @Max(47) prefecture!: number;
  @IsString() @Length(1, 100) city!: string;
  @IsString() @Length(1, 200) street!: string;
}

class NestContact {
  @IsString() @Length(1, 100) name!: string;
  @IsEmail() email!: string;
  @Matches(/^[\d+() -]{6,20}$/) phone!: string;
}

class NestPayment {
  @IsIn(['prepaid', 'bank-transfer', 'cash-on-delivery', 'invoice']) method!: string;
}

class NestDelivery {
  @IsIn(['any', 'named-service']) mode!: string;
}

class NestCharge {
  @IsIn(['postage', 'fee', 'wrapping']) kind!: string;
  @IsInt() @Min(0) @Max(YEN_MAX) amount!: number;
  @IsIn(TAX_RATES) taxRate!: number;
}

class NestMoney {
  @IsIn(['included', 'excluded']) taxMode!: string;
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => NestCharge) charges!: NestCharge[];
  @IsInt() @Min(0) @Max(YEN_MAX) total!: number;
}

/** The orders of the load, described as a service without a product would describe them. */
export class NestOrder {
  @IsString() @Length(1, 64) reference!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NestLine)
  lines!: NestLine[];
  @IsDefined() @IsObject() @ValidateNested() @Type(() => NestShipTo) shipTo!: NestShipTo;
  @IsDefined() @IsObject() @ValidateNested() @Type(() => NestContact) contact!: NestContact;
  @IsDefined() @IsObject() @ValidateNested() @Type(() => NestPayment) payment!: NestPayment;
  @IsDefined() @IsObject() @ValidateNested() @Type(() => NestDelivery) delivery!: NestDelivery;
  @IsDefined() @IsObject() @ValidateNested() @Type(() => NestMoney) money!: NestMoney;
}
