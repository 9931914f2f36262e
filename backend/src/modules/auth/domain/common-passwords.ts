/**
 * The words at the head of every published list of leaked passwords, written without capitals, signs and trailing
 * digits (the policy folds a candidate the same way), so each entry stands for its many decorated forms.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  123123 123321 1234 12345 123456 1234567 12345678 123456789 1234567890 12345678910 0123456789 0987654321 9876543210
  1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc qazwsx qazwsxedc qazwsxedcrfv zaq1zaq1 zaq12wsx
  qwe123 qwer1234 qwert qwerty qwerty123 qwertyuiop qwertyui qwertz qwertzuiop azerty azertyuiop asdf asdfgh asdfghjkl
  asdfasdf asdfjkl zxcvbn zxcvbnm zxcvbnmasdfghjkl poiuytrewq lkjhgfdsa mnbvcxz qweasd qweasdzxc qweqwe qwerqwer
  password passwort passw0rd password1 passwordpassword mypassword newpassword oldpassword thepassword passwords
  password123 password1234 motdepasse contrasena wachtwoord senha haslo parola salasana heslo losenord lozinka
  admin administrator adminadmin admin123 root rootroot toor user username superuser sysadmin webmaster manager master
  mastermaster guest test testtest testing tester test123 test1234 testuser demo demodemo default changeme changemenow
  changeit letmein letmeinnow letmein123 welcome welcomewelcome welcomehome welcome123 login loginlogin secret
  secretsecret topsecret supersecret access accessdenied pass passpass pass1234 temp temppass temporary trustno1 trustnoone
  abc abcd abc123 abcd1234 abcdef abcdefg abcdefgh abcdefghi abcdefghij abcdefghijk abc123abc123 a1b2c3 a1b2c3d4 a1b2c3d4e5
  iloveyou iloveyouu iloveu iloveme ilovegod ilovejesus ilovemyself ihateyou loveyou lovelove lovely loveme love
  sunshine princess princesa dragon monkey football baseball basketball volleyball hockey soccer tennis golf superman
  batman spiderman ironman captainamerica starwars starwarsfan startrek pokemon pokemongo naruto minecraft fortnite
  roblox playstation xbox nintendo shadow michael jennifer jessica jordan daniel charlie andrew matthew joshua ashley
  amanda nicole samantha robert thomas william anthony hunter killer buster george harley ranger tigger soccer freedom
  whatever nothing computer internet samsung google facebook instagram youtube twitter microsoft apple android windows
  linkedin amazon netflix flower flowers cookie cookies chocolate banana orange purple yellow silver golden diamond
  summer summertime winter wintertime spring springtime autumn january february march april monday friday saturday sunday
  mustang ferrari porsche mercedes corvette camaro yamaha harleydavidson kawasaki liverpool liverpoolfc arsenal arsenalfc
  chelsea chelseafc barcelona realmadrid juventus manchester manchesterunited manutd bayern dortmund everton rangers
  celtic cowboys steelers yankees lakers redsox patriots eagles packers broncos
  michelle maggie pepper ginger bailey jasmine taylor austin peanut snoopy scooter merlin phoenix matrix angel angels
  angelangel heaven jesus jesuschrist godisgood godislove blessed forever foreverlove family familyfirst mother father
  brother sister babygirl babyboy sweetheart sweetie honey darling beautiful gorgeous handsome friends friendship
  happiness happy hellohello hello helloworld hallo hallohallo bonjour ciao hola goodbye goodmorning goodluck
  blink butterfly rainbow unicorn elephant dolphin tiger eagle panther wolf lion bear puppy kitten doggy kitty
  cheese pizza coffee vodka whiskey budweiser heineken corona cocacola pepsi mcdonalds
  london paris berlin newyork newyorkcity california texas florida america american australia england germany deutschland
  france italia brasil espana mexico canada india pakistan russia moscow
  money moneymoney millionaire business company enterprise office production development staging server database
  oracle mysql postgres postgresql redis mongodb docker kubernetes jenkins github gitlab developer password
  correcthorsebatterystaple correcthorse thisisapassword thisismypassword donttellanyone idontknow iforgot iforgotit
  nopassword nopass noaccess opensesame sesame abracadabra hocuspocus letmeinplease pleaseletmein p455w0rd
  fuckyou fuckoff fuckme asshole bitch bullshit shithead
  orbis orbisvoice orbisvoiceai voiceagent
  `
    .trim()
    .split(/\s+/),
);
