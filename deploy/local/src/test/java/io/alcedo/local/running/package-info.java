/** A whole house for tests: one broker and one cluster a JVM, and jobs that run in them. */
@NullMarked
package io.alcedo.local.running;

import org.jspecify.annotations.NullMarked;
