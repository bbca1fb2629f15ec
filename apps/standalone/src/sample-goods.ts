/** A dozen goods of a small gift shop, so that a new shop has something to sell. Made up; barcodes are of GS1's own-use range. */
export const SAMPLE_ITEMS_CSV = `sku,name_ja,name_en,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen,fragile,keep_upright,shelf,look_alike_group,countable
MUG-WHITE,マグカップ 白,"Mug, white",2000000000015,120,90,100,350,1500,true,false,A-01-1,mug,false
MUG-BLUE,マグカップ 青,"Mug, blue",2000000000022,120,90,100,350,1500,true,false,A-01-2,mug,false
PLATE-21,丸皿 21cm,"Plate, 21 cm",2000000000039,210,210,30,520,2200,true,false,A-01-3,,false
TEA-SENCHA,煎茶 100g,Sencha tea 100 g,2000000000046,150,90,40,120,1080,false,false,B-02-1,tea,false
TEA-HOJICHA,ほうじ茶 100g,Hojicha tea 100 g,2000000000053,150,90,40,120,980,false,false,B-02-2,tea,false
CADDY-CHERRY,茶筒 桜皮,Tea caddy in cherry bark,2000000000060,80,80,110,220,4800,false,false,B-02-3,,false
TENUGUI-WAVE,手ぬぐい 青海波,"Tenugui, waves",2000000000077,340,100,10,45,1200,false,false,C-01-1,tenugui,false
TENUGUI-MAPLE,手ぬぐい 紅葉,"Tenugui, maple",2000000000084,340,100,10,45,1200,false,false,C-01-2,tenugui,false
CHOPSTICKS,夫婦箸,Pair of chopsticks,2000000000091,250,60,25,90,3200,false,false,C-02-1,,false
SOY-SAUCE,醤油 360ml,Soy sauce 360 ml,2000000000107,70,70,230,640,880,true,true,D-01-1,,false
POSTCARD,絵はがき,Postcard,2000000000114,148,100,1,5,180,false,false,D-02-1,,true
FUROSHIKI,風呂敷 70cm,"Furoshiki, 70 cm",2000000000121,200,150,15,110,2600,false,false,D-02-2,,false
`;

/** Units on hand of each to begin with. */
export const SAMPLE_STOCK_CSV = [
  'sku,on_hand',
  ...SAMPLE_ITEMS_CSV.trim()
    .split('\n')
    .slice(1)
    .map((row) => `${row.split(',')[0] ?? ''},100`),
].join('\n');
