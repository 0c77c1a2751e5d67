/**
 * What leaves the job: records as bytes with their topic and key, the alerts linked with earlier
 * ones of their card, and the one sink that writes all topics.
 */
@NullMarked
package io.alcedo.scoring.emit;

import org.jspecify.annotations.NullMarked;
