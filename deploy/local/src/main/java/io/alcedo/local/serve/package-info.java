/** The {@code score} command: the scoring job in this process, between the topics of any Kafka. */
@NullMarked
package io.alcedo.local.serve;

import org.jspecify.annotations.NullMarked;
