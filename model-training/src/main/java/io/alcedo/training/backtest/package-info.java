/** What a model would have done with history: windows, scores of what came after, declines. */
@NullMarked
package io.alcedo.training.backtest;

import org.jspecify.annotations.NullMarked;
