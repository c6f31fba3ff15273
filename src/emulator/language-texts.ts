/** Answers in other scripts and directions. */
export const arabicText = `# مرحبًا بك

هذه إجابة باللغة العربية، تُكتب من **اليمين إلى اليسار**. وقد تظهر فيها كلمات لاتينية مثل \`fetch\` أو Web Components من دون أن يختلّ ترتيب الجملة.

## ثلاث نصائح لكتابة سؤال جيد

1. اذكر ما تريد الوصول إليه، لا الخطوة التي توقفت عندها فقط.
2. أضف مثالًا صغيرًا، فالمثال يغني عن شرح طويل.
3. قل كيف تريد الجواب: قصيرًا أم مفصلًا، نصًا أم جدولًا.

| اللغة | الاتجاه |
|---|---|
| العربية | من اليمين إلى اليسار |
| English | من اليسار إلى اليمين |

> الأرقام مثل 1234 تُقرأ من اليسار إلى اليمين حتى داخل النص العربي.`;

export const hebrewText = `# שלום

זו תשובה בעברית, הנכתבת **מימין לשמאל**. גם מילים כמו \`fetch\` או Web Components יכולות להופיע באמצע המשפט, והסדר נשמר.

- סימני פיסוק נשארים במקומם.
- מספרים כמו 1234 נקראים משמאל לימין.
- קוד מוצג תמיד משמאל לימין:

\`\`\`js
console.log('שלום');
\`\`\``;

export const unicodeText = `# Many scripts, one answer

Text is more than letters from A to Z. 🌍 This answer is made of characters that take one, two, three and four bytes.

## 日本語

吾輩は猫である。名前はまだ無い。——これは夏目漱石の小説の有名な書き出しです。日本語には単語の間に空白がないため、改行の位置は規則によって決まります。

## 中文

千里之行，始于足下。这句话出自《老子》，意思是再远的路也要从第一步走起。**粗体**和 \`代码\` 在中文里同样有效。

## 한국어

가는 말이 고와야 오는 말이 곱다. 말을 곱게 하면 고운 말이 돌아온다는 뜻입니다.

## Ελληνικά, русский, हिन्दी

Καλημέρα · Доброе утро · सुप्रभात

## Emoji that are several characters

- A family is four people and three joiners: 👨‍👩‍👧‍👦
- A skin tone is a character of its own: 👍🏽
- A flag is two letters: 🇯🇵 🇧🇷 🇰🇪
- A rainbow flag is a flag, a joiner and a rainbow: 🏳️‍🌈

## Marks that combine

*é* may be one character or two (é), and Vietnamese stacks them: **tiếng Việt**. Mathematicians write ∀ε > 0 ∃δ > 0, musicians 𝄞 and ♭.`;
