import { css } from '../dom/css.js';

/**
 * How formulas look, in the math font of the system. MathML Core leaves tables, enclosures and accents to styles;
 * here attributes say what they are to be, because a strict page allows no inline style. Chromium alone follows MathML
 * Core in enclosures and the alignment of cells; the others know the attributes themselves.
 */
export const mathStyles = css`
  :where([data-gemini-markdown]) {
    [part~='math'] {
      max-inline-size: 100%;
      overflow: auto hidden;
      scrollbar-width: thin;
    }

    span[part~='math'] {
      display: inline-flex;
      align-items: baseline;
      /* Room for what is drawn beyond the box, such as accents, which would be cut off. */
      margin-block: -0.2em;
      padding-block: 0.2em;
    }

    div[part~='math'] {
      margin-block: 0.75em 0;
      padding-block: 0.25em;
      text-align: center;
    }

    [part~='math']:focus-visible {
      outline-offset: -2px;
    }

    [part~='math'] > code {
      overflow-wrap: anywhere;
      white-space: pre-wrap;
      text-align: start;
    }

    math {
      font-family:
        'Cambria Math', 'STIX Two Math', 'Latin Modern Math', 'Libertinus Math', 'XITS Math',
        'TeX Gyre Termes Math', 'DejaVu Math TeX Gyre', 'Noto Sans Math', math;
      font-size: 1.08em;
      font-style: normal;
      font-weight: normal;
      line-height: normal;
      letter-spacing: normal;
      text-indent: 0;
      text-transform: none;
      overflow-wrap: normal;
      direction: ltr;
    }

    math * {
      border-color: currentcolor;
    }

    math[display='block'] {
      inline-size: 100%;
    }

    annotation {
      display: none;
    }

    :is(msqrt, mfrac > :nth-child(2), mover > :first-child) {
      math-shift: compact;
    }

    mtext[mathvariant='bold'],
    [mathvariant='bold'] mtext {
      font-weight: bold;
    }

    mtext[mathvariant='italic'] {
      font-style: italic;
    }

    mtext[mathvariant='monospace'] {
      font-family: var(--_md-mono, ui-monospace, monospace);
    }

    mtable[width='100%'] {
      inline-size: 100%;
    }

    mtd[width='50%'] {
      inline-size: 50%;
    }

    mtd[width='7.5%'] {
      inline-size: 7.5%;
    }

    mtable[rowspacing='0.7ex'] > mtr > mtd {
      padding-block: 0.7ex;
    }

    mtable[rowspacing='0.35ex'] > mtr > mtd {
      padding-block: 0.35ex;
    }

    mtd[lspace='0em'] {
      padding-left: 0;
    }

    mtd[lspace='0.15em'] {
      padding-left: 0.15em;
    }

    mtd[lspace='0.25em'] {
      padding-left: 0.25em;
    }

    mtd[lspace='0.5em'] {
      padding-left: 0.5em;
    }

    mtd[lspace='1em'] {
      padding-left: 1em;
    }

    mtd[rspace='0em'] {
      padding-right: 0;
    }

    mtd[rspace='0.15em'] {
      padding-right: 0.15em;
    }

    mtd[rspace='0.25em'] {
      padding-right: 0.25em;
    }

    mtd[rspace='0.5em'] {
      padding-right: 0.5em;
    }

    mtd[rspace='1em'] {
      padding-right: 1em;
    }

    mtd[notation~='left'] {
      border-left: 0.06em solid;
    }

    mtd[notation~='right'] {
      border-right: 0.06em solid;
    }

    mtd[notation~='top'] {
      border-top: 0.06em solid;
    }

    mtd[notation~='bottom'] {
      border-bottom: 0.06em solid;
    }

    mrow[notation~='box'] {
      padding: 0.3em;
      border: 1px solid;
    }

    mrow[notation~='updiagonalstrike'] {
      background: var(--_md-up);
      print-color-adjust: exact;
    }

    math {
      --_md-stroke:
        transparent calc(50% - 0.035em), currentcolor calc(50% - 0.03em), currentcolor calc(50% + 0.03em),
        transparent calc(50% + 0.035em);
      --_md-up: linear-gradient(to bottom right, var(--_md-stroke));
      --_md-down: linear-gradient(to top right, var(--_md-stroke));
      --_md-through: linear-gradient(to bottom, var(--_md-stroke));
    }

    @supports (not (-webkit-backdrop-filter: blur(1px))) and (not (-moz-appearance: none)) {
      mtd[columnalign='left'] {
        text-align: -webkit-left;
      }

      mtd[columnalign='right'] {
        text-align: -webkit-right;
      }

      /* An accent over a slanted letter stands over its upper end. */
      mover > mo[rspace='0.07em'] {
        translate: 0.07em;
      }

      mover > mo[rspace='0.14em'] {
        translate: 0.14em;
      }

      mover > mo[rspace='0.21em'] {
        translate: 0.21em;
      }

      mpadded[lspace='-1width'] {
        position: relative;
      }

      mpadded[lspace='-1width'] > :last-child {
        position: absolute;
        right: 0;
        bottom: 0;
      }

      mpadded[lspace='-0.5width'] {
        display: flex;
        justify-content: center;
      }

      menclose {
        display: inline math;
        background-origin: border-box;
        print-color-adjust: exact;
      }

      menclose[notation='top'] {
        padding-top: 0.1em;
        border-top: 0.065em solid;
      }

      menclose:is([notation='bottom'], [notation='phasorangle']) {
        padding-bottom: 0.1em;
        border-bottom: 0.065em solid;
      }

      menclose:is([notation='box'], [notation='circle']) {
        padding: 0.3em;
        border: 0.065em solid;
      }

      menclose[notation='circle'] {
        border-radius: 50%;
      }

      menclose[notation='actuarial'] {
        padding: 0.05em 0.05em 0;
        border-top: 0.08em solid;
        border-right: 0.08em solid;
      }

      menclose[notation='longdiv'] {
        padding: 0.1em 0.2em 0.1em 0.4em;
        border-top: 0.065em solid;
        border-left: 0.065em solid;
        border-top-left-radius: 0.4em 100%;
      }

      menclose[notation='updiagonalstrike'] {
        background: var(--_md-up);
      }

      menclose[notation='downdiagonalstrike'] {
        background: var(--_md-down);
      }

      menclose[notation='horizontalstrike'] {
        background: var(--_md-through);
      }

      menclose[notation='updiagonalstrike downdiagonalstrike'] {
        background: var(--_md-up), var(--_md-down);
      }
    }

    @supports (-moz-appearance: none) {
      mtd[columnalign='left'] {
        text-align: left;
      }

      mtd[columnalign='right'] {
        text-align: right;
      }
    }

    @media print {
      [part~='math'] {
        overflow: visible;
      }
    }
  }
`;
