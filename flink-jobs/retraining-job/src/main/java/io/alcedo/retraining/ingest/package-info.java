/** Takes in what the job reads: vectors, verdicts and outcomes, decoded, checked and searched. */
@NullMarked
package io.alcedo.retraining.ingest;

import org.jspecify.annotations.NullMarked;
