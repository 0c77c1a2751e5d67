/** The {@code topics} command: provisioning and describing the topics of the contract. */
@NullMarked
package io.alcedo.local.topics;

import org.jspecify.annotations.NullMarked;
