/** What drift alarms cost in quiet weeks and how soon they come in bad ones, by simulation. */
@NullMarked
package io.alcedo.benchmarks.drift;

import org.jspecify.annotations.NullMarked;
