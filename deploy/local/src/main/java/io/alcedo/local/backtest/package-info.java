/** The {@code backtest} command: a model tried against history by the code that scores live. */
@NullMarked
package io.alcedo.local.backtest;

import org.jspecify.annotations.NullMarked;
